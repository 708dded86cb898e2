/** A text with `what` in place of what is selected in its field, and where the caret is then. */
export function insertText(
  field: HTMLTextAreaElement | null,
  text: string,
  what: string,
): { readonly text: string; readonly caret: number } {
  const from = field?.selectionStart ?? text.length;
  const to = field?.selectionEnd ?? from;
  return { text: text.slice(0, from) + what + text.slice(to), caret: from + what.length };
}
