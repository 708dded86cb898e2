import type { CompiledReplies } from "./compile.ts";
import { equalsWord, type FoldedText } from "./keyword.ts";
import type { RepliesSettings } from "./options.ts";

/** What a text offers to be tapped: reply buttons or the rows of a list (section 3), never both. */
export interface Offer {
  readonly buttons: readonly { readonly id: string; readonly title: string }[];
  readonly list?:
    | {
        /** What opens it. */
        readonly button: string;
        readonly rows: readonly {
          readonly id: string;
          readonly title: string;
          readonly description?: string | undefined;
        }[];
      }
    | undefined;
}

type Starter = CompiledReplies["iceBreakers"][number];

/** The id of a question's button or row: it holds the question, so that an edit never gives an old one another's answer. */
const idOf = ({ title }: Starter): string => `ice-breaker:${title}`;

/** A text of at most so many code points; what does not fit is cut at an ellipsis. */
function cut(text: string, limit: number): string {
  const letters = [...text];
  return letters.length <= limit
    ? text
    : `${letters
        .slice(0, limit - 1)
        .join("")
        .trimEnd()}…`;
}

/**
 * The questions below a text: as reply buttons, which are seen at once, where number, titles and text allow; otherwise as
 * a list, with the whole question below a title that had to be cut.
 * @param text what the questions stand below
 */
export function offerOf(
  { iceBreakers, iceBreakerButton }: CompiledReplies,
  text: string,
  settings: RepliesSettings,
): Offer {
  const areButtons =
    iceBreakers.length <= settings.buttons &&
    iceBreakers.every(({ title }) => [...title].length <= settings.buttonLength) &&
    [...text].length <= settings.buttonsTextLength;
  if (areButtons) return { buttons: iceBreakers.map((one) => ({ id: idOf(one), title: one.title })) };
  const rows = iceBreakers.map((one) => {
    const title = cut(one.title, settings.rowLength);
    const isWhole = title === one.title;
    return {
      ...{ id: idOf(one), title },
      ...(!isWhole && { description: cut(one.title, settings.rowDescriptionLength) }),
    };
  });
  return { buttons: [], list: { button: iceBreakerButton, rows } };
}

/** Why a question is answered: it was tapped, whenever that is, or a first message says it. */
export function asks(
  starter: Starter,
  message: { readonly choice: string | undefined; readonly folded: FoldedText; readonly isFirst: boolean },
): { readonly isAsked: boolean; readonly why: string } {
  if (message.choice === idOf(starter))
    return { isAsked: true, why: "The customer has tapped this question." };
  if (!message.isFirst) return { isAsked: false, why: "It is not the customer's first message." };
  return message.folded.raw !== "" && equalsWord(message.folded, starter.question)
    ? { isAsked: true, why: "The customer begins with this question." }
    : { isAsked: false, why: "The text is not this question." };
}
