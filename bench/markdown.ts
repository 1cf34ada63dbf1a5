/** The tables of a run, as Markdown. */
import type { BenchResults, CaseResult, Limits, OwnResult, PeerResult } from "./results.ts";

export function writeMarkdown({ environment, limits, cases, own }: BenchResults): string {
  const { date, cpu, cores, node, platform, commit, load } = environment;
  const passed = [...cases.flatMap(listLimits), ...own.flatMap(({ limit }) => (limit === null ? [] : [limit.passed]))];
  return [
    `Measured ${date.slice(0, 10)} on ${cpu}, ${cores} cores, ${platform}, Node ${node}, minibatch at ${commit}, ` +
      `load before ${load.toFixed(2)}: ${passed.filter(Boolean).length} of ${passed.length} limits passed.`,
    "",
    ...table(
      ["case", "against", "threads", "theirs", "ours", "ours : theirs", "limit", "", "same figures"],
      cases.flatMap(peerRows),
    ),
    "",
    "ours : theirs is the ratio of the medians, and in brackets the least and most of one round: below 1 " +
      "minibatch is faster.",
    ...new Set(cases.flatMap((one) => one.peers.flatMap((peer) => noteOn(one, peer)))),
    "",
    "## Against the machine's limits",
    "",
    ...limitLines(limits),
    "",
    ...table(
      ["case", "unit", "engine", "time", "GFLOP/s", "share of the peak", "without zeros", "limit", ""],
      cases.map(limitRow),
    ),
    "",
    "Operations are counted dense, 2MNK for each product and nothing else, so a share above 1 is work not done: " +
      "81% of MNIST's",
    'pixels are zeros, and the first layer passes over them. "Without zeros" counts only what is done. The share ' +
      "is of the peak",
    "of as many cores as there are threads, on vectors of the engine's width.",
    "",
    "## Ours alone",
    "",
    ...table(["case", "what", "value", "limit", "", "how"], own.map(ownRow)),
    "",
    "## Who took part",
    "",
    ...[...new Set(cases.flatMap(versions))].map((line) => `- ${line}`),
    "",
  ].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function listLimits({ ours, peers }: CaseResult): boolean[] {
  return [ours.limit, ...peers.map(({ limit }) => limit)].flatMap((limit) => (limit === null ? [] : [limit.passed]));
}

function verdict(limit: { readonly passed: boolean } | null): string {
  return limit === null ? "" : limit.passed ? "passed" : "**missed**";
}

function peerRows({ id, title, ours, peers }: CaseResult): string[][] {
  if (ours.median === null) return [[`**${id}** ${title}`, "", "", "", `not here: ${ours.missing}`, "", "", "", ""]];
  return peers.map((peer, index) => [
    index === 0 ? `**${id}** ${title}` : "",
    peer.peer,
    peer.median === null ? "" : String(peer.threads),
    peer.median === null
      ? "not here"
      : `${formatSeconds(peer.median)}${peer.share < 1 ? " (1)" : ""}${peer.remark === undefined ? "" : " (2)"}`,
    formatSeconds(ours.median!),
    formatRatio(peer),
    peer.limit?.told ?? "",
    verdict(peer.limit),
    formatFigures(peer),
  ]);
}

function formatRatio({ ratio }: PeerResult): string {
  if (ratio === null || !Number.isFinite(ratio.ofMedians)) return "";
  return `${short(ratio.ofMedians)} (${short(ratio.least)}..${short(ratio.most)})`;
}

/** Three digits that matter: a ratio may be 0.003. */
export function short(ratio: number): string {
  return ratio >= 0.1 ? ratio.toFixed(2) : ratio.toPrecision(2);
}

function formatFigures({ figures, agrees }: PeerResult): string {
  if (figures === null) return "";
  const { epochs, theirs, ours } = figures;
  const told =
    `accuracy ${ours.accuracy.toFixed(4)} and ${theirs.accuracy.toFixed(4)}, loss ${ours.loss.toFixed(3)} and ` +
    `${theirs.loss.toFixed(3)} after ${epochs} epochs`;
  return agrees === true ? `yes: ${told}` : `**no**: ${told}`;
}

/** A share that is told: 2%, 0.16%. */
function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))}%`;
}

function noteOn({ id, unit }: CaseResult, { peer, share, remark, missing }: PeerResult): string[] {
  return [
    ...(missing === undefined ? [] : [`${peer} is not here: ${missing}.`]),
    ...(share < 1 ? [`(1) ${peer}, case ${id}: ${percent(share)} of the ${unit}s was measured, and scaled up.`] : []),
    ...(remark === undefined ? [] : [`(2) ${peer}: ${remark}.`]),
  ];
}

function limitLines({ wasmFma, wideFma, nativeFma, copy, triad }: Limits): string[] {
  const native =
    nativeFma === null
      ? "no C compiler here"
      : `${nativeFma.oneCore.toFixed(0)} GFLOP/s on one core, ${nativeFma.allCores.toFixed(0)} on all ` +
        `(${nativeFma.vectors})`;
  return [
    `- 128-bit fused multiply-adds from WebAssembly: ${wasmFma.oneCore.toFixed(1)} GFLOP/s on one core, ` +
      `${wasmFma.allCores.toFixed(1)} on all`,
    ...(wideFma === null
      ? []
      : [`- native ones of 256 bits: ${wideFma.oneCore.toFixed(1)}, ${wideFma.allCores.toFixed(1)}`]),
    `- the widest native ones: ${native}`,
    `- memory, one core: copy ${copy.toFixed(1)} GB/s${triad === null ? "" : `, triad ${triad.toFixed(1)} GB/s`}`,
  ];
}

function limitRow({ id, unit, ours }: CaseResult): string[] {
  if (ours.median === null) return [id, unit, "not here", "", "", "", "", "", ""];
  return [
    id,
    unit,
    /\((.*)\)/.exec(ours.version!)?.[1] ?? "",
    formatSeconds(ours.median),
    ours.gflops!.toFixed(1),
    ours.limitShare === null ? "" : ours.limitShare.toFixed(2),
    ours.effectiveGflops === null ? "" : ours.effectiveGflops.toFixed(1),
    ours.limit === null ? "" : `>= ${ours.limit.atLeast}`,
    verdict(ours.limit),
  ];
}

function ownRow({ id, title, value, unit, detail, limit }: OwnResult): string[] {
  const told = value === null ? "" : `${value.toFixed(unit === "x" ? 2 : 1)} ${unit}`;
  return [`**${id}**`, title, told, limit === null ? "" : `<= ${limit.most} ${unit}`, verdict(limit), detail];
}

function versions({ ours, peers }: CaseResult): string[] {
  return [ours.version, ...peers.map(({ version }) => version)].flatMap((version) =>
    version === null ? [] : [version],
  );
}

export function formatSeconds(seconds: number): string {
  if (seconds >= 1) return `${seconds.toFixed(2)} s`;
  return seconds >= 1e-3 ? `${(seconds * 1e3).toPrecision(3)} ms` : `${(seconds * 1e6).toPrecision(3)} us`;
}
