/**
 * The judged rows as a Markdown table.
 * @param {import("./judge.mjs").Judged[]} rows
 */
export function tableOf(rows) {
  const lines = rows.map(
    ({ feature, target, counts, passed }) =>
      `| ${feature} | ${target} | ${counts.map(proofWords).join("<br>")} | ${passed ? "pass" : "NOT"} |`,
  );
  return ["| feature | target | proved by | |", "| --- | --- | --- | --- |", ...lines, ""].join("\n");
}

/** @param {import("./judge.mjs").Judged["counts"][number]} count */
function proofWords({ proof, passed, failed, skipped }) {
  const which = proof.names === undefined ? "" : ` /${proof.names.replaceAll("|", "\\|")}/`;
  const more = `${failed > 0 ? `, ${failed} failed` : ""}${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  return `\`${proof.file}\`${which}: ${passed} passed${more}`;
}
