/**
 * The script at a page's end, for every page: what is not on a page is not found, and that part has nothing to do.
 * `bundle-page-scripts.ts` of the package makes one text of it, for `page-scripts.ts`.
 */
import { markScrollEnds } from "./mark-scroll-ends.ts";
import { openFoldForPrint, openFoldOfTarget } from "./open-folds.ts";
import { pickLines } from "./pick-lines.ts";
import { readPictures } from "./read-pictures.ts";
import { showCopyButtons } from "./show-copy-buttons.ts";
import { showThemeButton } from "./show-theme-button.ts";
import { sortTables } from "./sort-tables.ts";
import { trackContents } from "./track-contents.ts";

sortTables();
showThemeButton();
trackContents();
openFoldOfTarget();
markScrollEnds();
openFoldForPrint();
readPictures();
showCopyButtons();
pickLines();
