import { ImageUp } from "lucide-react";
import { type ChangeEvent, useCallback, useState } from "react";
import { useApp } from "../app/app-context.ts";
import { Dialog } from "../ui/dialog.tsx";
import { words } from "../words/index.ts";
import { bytesOfImage } from "./read-qr.ts";
import styles from "./scan-dialog.module.css";
import { useCamera } from "./use-camera.ts";

export interface ScanDialogProps {
  readonly account: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Compares a code on somebody else's screen with the one this device worked out itself. */
export function ScanDialog({ account, name, onClose }: ScanDialogProps) {
  const { client, toasts } = useApp();
  const [problem, setProblem] = useState<string>();
  const compare = useCallback(
    async (scanned: Uint8Array): Promise<void> => {
      if (!(await client.compareSafetyQr(account, scanned))) {
        setProblem(words.details.differs);
        return;
      }
      await client.setVerified(account, true);
      onClose();
      toasts.show(words.details.matches);
    },
    [client, account, toasts, onClose],
  );
  const { video, denied } = useCamera((bytes) => void compare(bytes));
  const fromImage = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (file === undefined) return;
    const bytes = await bytesOfImage(file);
    if (bytes === undefined) setProblem(words.details.noCode);
    else await compare(bytes);
  };
  return (
    <Dialog title={words.details.scanTitle} onClose={onClose}>
      <p className="hint">{denied ? words.details.noCamera : words.details.scanText(name)}</p>
      {!denied && (
        <div className={styles.frame}>
          <video ref={video} className={styles.video} playsInline muted />
          <span className={styles.aim} aria-hidden="true" />
        </div>
      )}
      {problem !== undefined && (
        <p className="error-text" role="alert">
          {problem}
        </p>
      )}
      <label className={`button ${styles.file}`}>
        <ImageUp size={18} strokeWidth={1.75} aria-hidden="true" />
        {words.details.scanImage}
        <input
          type="file"
          accept="image/*"
          className="visually-hidden"
          onChange={(event) => void fromImage(event)}
        />
      </label>
    </Dialog>
  );
}
