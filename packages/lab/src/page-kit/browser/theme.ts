/** The script in a page's head: it runs before anything is drawn, so that a remembered theme does not flash. */
import { recallTheme } from "./remember-theme.ts";

const theme = recallTheme();
if (theme !== null) document.documentElement.dataset.theme = theme;
