import cards from "../ui/card.module.css";
import { KeyboardGuide } from "./keyboard-guide.tsx";

export function KeyboardSection() {
  return (
    <div className={cards.card}>
      <KeyboardGuide />
    </div>
  );
}
