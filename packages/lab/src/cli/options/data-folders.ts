import { dataSets } from "minibatch-data/sets";

const folders = Object.values(dataSets).flatMap(({ origin }) => (origin.kind === "files" ? [`${origin.folder}/`] : []));

/** What `--data` may hold: "mnist/, ee599/ and fashion-mnist/". */
export const dataFolders: string = `${folders.slice(0, -1).join(", ")} and ${folders.at(-1)}`;
