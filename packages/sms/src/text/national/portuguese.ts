import { latinFrame } from "./latin-frame.ts";
import type { NationalTables } from "./tables.ts";

/** Portuguese (TS 23.038 sections A.2.3 and A.3.3). */
export const portuguese: NationalTables = {
  identifier: 3,
  locking: [
    "@ £ $ ¥ ê é ú í ó ç LF Ô ô CR Á á",
    "Δ _ ª Ç À ∞ ^ \\ € Ó | ESC Â â Ê É",
    "SP ! \" # º % & ' ( ) * + , - . / 0-9 : ; < = > ?",
    "Í A-Z Ã Õ Ú Ü §",
    "~ a-z ã õ ` ü à",
  ].join(" "),
  single: {
    ...latinFrame,
    5: "ê",
    9: "ç",
    11: "Ô ô",
    14: "Á á",
    18: "Φ Γ ^ Ω Π Ψ Σ Θ",
    31: "Ê",
    65: "À",
    73: "Í",
    79: "Ó",
    85: "Ú",
    91: "Ã Õ",
    97: "Â",
    105: "í",
    111: "ó",
    117: "ú",
    123: "ã õ",
    127: "â",
  },
};
