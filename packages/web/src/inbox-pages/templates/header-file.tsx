import { FileText, Image, Video } from "lucide-react";
import { useState } from "react";
import styles from "./template-preview.module.css";

const icons = { image: Image, video: Video, document: FileText };

/** The file in a template's header: the example as far as it is kept, else what kind of file it will be. */
export function HeaderFile({
  shape,
  address,
  name,
}: {
  readonly shape: keyof typeof icons;
  readonly address?: string;
  readonly name?: string;
}) {
  const [isGone, setGone] = useState(false);
  const Icon = icons[shape];
  const gone = () => setGone(true);
  if (address !== undefined && !isGone && shape === "image")
    return <img className={styles.picture} src={address} alt={name ?? ""} loading="lazy" onError={gone} />;
  if (address !== undefined && !isGone && shape === "video")
    return (
      // biome-ignore lint/a11y/useMediaCaption: an example has no captions here.
      <video className={styles.picture} src={address} controls preload="metadata" onError={gone} />
    );
  return (
    <div className={styles.file}>
      <Icon size={24} strokeWidth={1.5} aria-hidden="true" />
      {name !== undefined && <bdi>{name}</bdi>}
    </div>
  );
}
