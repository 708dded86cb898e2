import { usePhoneFormat } from "./use-phone-format.ts";

function NumberTitle({ number }: { readonly number: string }) {
  return <span dir="ltr">{usePhoneFormat()(number)}</span>;
}

/** What a chat is called: a name as it is, a bare number as people read numbers. */
export function PersonTitle({ title }: { readonly title: string }) {
  return /^\+\d+$/u.test(title) ? <NumberTitle number={title} /> : title;
}
