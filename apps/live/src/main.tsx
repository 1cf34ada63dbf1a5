/** The page's program. */
import { render } from "preact";
import { Page } from "./page/page.tsx";
import { createStore } from "./state/store.ts";
import { connect } from "./state/worker-link.ts";
import "./style/base.css";
import "./style/page.css";
import "./style/panels.css";
import "./style/forms.css";
import "./style/narrow.css";

const store = createStore((listen) => connect(listen));
render(<Page store={store} />, document.getElementById("page") as HTMLElement);
void store.begin();
