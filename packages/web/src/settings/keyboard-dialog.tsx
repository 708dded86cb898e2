import { Dialog } from "../ui/dialog.tsx";
import { words } from "../words/index.ts";
import { KeyboardGuide } from "./keyboard-guide.tsx";

export function KeyboardDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={words.keyboard.title} onClose={onClose} wide>
      <KeyboardGuide />
    </Dialog>
  );
}
