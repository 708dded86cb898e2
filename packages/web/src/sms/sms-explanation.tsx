import type { TextCount } from "@culver/sms/text";
import { useApp } from "../app/app-context.ts";
import { words } from "../words/index.ts";

/** How many of them are named; a text in another script would be listed whole. */
const mostNamed = 12;

function named(characters: readonly string[]): string {
  const shown = characters.slice(0, mostNamed).map((one) => `“${one}”`);
  return characters.length > mostNamed ? `${shown.join(" ")} …` : shown.join(" ");
}

/** In sentences: why a text takes as many SMS as it does, and who pays for them. */
export function SmsExplanation({ count, empty }: { readonly count: TextCount; readonly empty: boolean }) {
  const app = useApp();
  const server = app.server.get()?.name ?? app.self.get()?.domain ?? "";
  const lines: string[] = [words.conversation.sms];
  if (!empty && count.forcing.length > 0) lines.push(words.sms.unicode(named(count.forcing)));
  else if (!empty && count.shift !== undefined) lines.push(words.sms.national);
  else if (!empty && count.alphabet === "gsm7") lines.push(words.sms.plain);
  if (count.replaced.length > 0)
    lines.push(words.sms.replaced(count.replaced.map(({ from, to }) => `${from} → ${to}`).join(", ")));
  if (count.segments > 1) lines.push(words.sms.parts(count.segments));
  lines.push(words.sms.pays(server));
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}
