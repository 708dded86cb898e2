import { latinFrame } from "./latin-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Turkish (TS 23.038 sections A.2.1 and A.3.1). */
export const turkish: NationalTables = {
  identifier: 1,
  locking: [
    "@ £ $ ¥ € é ù ı ò Ç LF Ğ ğ CR Å å",
    "Δ _ Φ Γ Λ Ω Π Ψ Σ Θ Ξ ESC Ş ş ß É",
    "SP ! \" # ¤ % & ' ( ) * + , - . / 0-9 : ; < = > ?",
    "İ A-Z Ä Ö Ñ Ü §",
    "ç a-z ä ö ñ ü à",
  ].join(" "),
  single: {
    ...latinFrame,
    71: "Ğ",
    73: "İ",
    83: "Ş",
    99: "ç",
    103: "ğ",
    105: "ı",
    115: "ş",
  },
};
