import QRCode from "qrcode";
import { useMemo } from "react";
import styles from "./qr-code.module.css";

const quiet = 3;

function pathOf(bytes: Uint8Array): { path: string; size: number } {
  const { modules } = QRCode.create([{ data: bytes, mode: "byte" }], { errorCorrectionLevel: "M" });
  let path = "";
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  return { path, size: modules.size + quiet * 2 };
}

/** Bytes as a QR code; dark on white in either theme, which is what cameras expect. */
export function QrCode({ bytes, label }: { readonly bytes: Uint8Array; readonly label: string }) {
  const { path, size } = useMemo(() => pathOf(bytes), [bytes]);
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#111" />
    </svg>
  );
}
