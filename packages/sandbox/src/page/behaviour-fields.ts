/** One field of the carrier's behaviour, as the panel asks for it. */
export type Field = { readonly name: string; readonly label: string } & (
  | { readonly kind: "choice"; readonly options: readonly (readonly [value: string, words: string])[] }
  | { readonly kind: "check" }
  | { readonly kind: "number"; readonly placeholder: string; readonly max: number }
  | { readonly kind: "text"; readonly placeholder: string }
  /** The names of command_status. */
  | { readonly kind: "status" }
);

/** Groups of fields, in the order they are shown. */
export const groups: readonly { readonly title: string; readonly fields: readonly Field[] }[] = [
  {
    title: "Answers to submits",
    fields: [
      { name: "submitStatus", label: "Status", kind: "status" },
      {
        name: "answer",
        label: "Sent",
        kind: "choice",
        options: [
          ["normal", "at once"],
          ["late", "late"],
          ["never", "never"],
          ["twice", "twice"],
          ["reversed", "out of order"],
          ["wrong-sequence", "with a wrong sequence number"],
          ["nack", "as generic_nack"],
          ["drop", "not at all, and the link drops"],
        ],
      },
      { name: "answerDelayMs", label: "Late by, ms", kind: "number", placeholder: "1000", max: 600_000 },
      { name: "times", label: "So many times", kind: "number", placeholder: "every time", max: 1_000_000 },
      {
        name: "ids",
        label: "Message ids",
        kind: "choice",
        options: [
          ["decimal", "the same everywhere"],
          ["hex-then-decimal", "hex, decimal in receipts"],
          ["decimal-then-hex", "decimal, hex in receipts"],
          ["padded", "zeros in front in receipts"],
          ["case", "other case in receipts"],
          ["constant", "always 1"],
        ],
      },
    ],
  },
  {
    title: "Receipts",
    fields: [
      {
        name: "receipt",
        label: "Outcome",
        kind: "choice",
        options: [
          ["delivered", "delivered"],
          ["undeliverable", "undeliverable"],
          ["expired", "expired"],
          ["rejected", "rejected"],
          ["deleted", "deleted"],
          ["unknown", "unknown"],
          ["accepted", "accepted, and no more"],
          ["none", "no receipt"],
        ],
      },
      { name: "receiptError", label: "Error code", kind: "text", placeholder: "000" },
      { name: "receiptDelayMs", label: "After, ms", kind: "number", placeholder: "250", max: 86_400_000 },
      {
        name: "receiptCoding",
        label: "Alphabet",
        kind: "choice",
        options: [
          ["0", "GSM-7"],
          ["3", "Latin-1"],
          ["4", "binary"],
          ["8", "UCS-2"],
        ],
      },
      { name: "receiptFirst", label: "Before the answer", kind: "check" },
      { name: "receiptParameters", label: "With optional parameters", kind: "check" },
    ],
  },
  {
    title: "Long texts of handsets",
    fields: [
      {
        name: "longTexts",
        label: "Travel",
        kind: "choice",
        options: [
          ["header", "with headers"],
          ["header16", "with headers of 16 bits"],
          ["sar", "with SAR parameters"],
          ["payload", "in one message_payload"],
        ],
      },
    ],
  },
];
