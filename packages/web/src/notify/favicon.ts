const size = 64;
let mark: Promise<HTMLImageElement> | undefined;
let shown = false;

function loadMark(): Promise<HTMLImageElement> {
  mark ??= new Promise((resolve, reject) => {
    const image = new Image(size, size);
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = "/icons/icon-192.png";
  });
  return mark;
}

/** Puts a dot on the window's icon while something is unread. */
export async function drawFavicon(unread: boolean): Promise<void> {
  if (unread === shown) return;
  shown = unread;
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) return;
  if (!unread) {
    link.type = "image/svg+xml";
    link.href = "/favicon.svg";
    return;
  }
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext("2d");
  const image = await loadMark().catch(() => undefined);
  if (context === null || image === undefined || !shown) return;
  context.drawImage(image, 0, 0, size, size);
  context.beginPath();
  context.arc(size - 16, 16, 15, 0, Math.PI * 2);
  context.fillStyle = "#D93A2F";
  context.fill();
  link.type = "image/png";
  link.href = canvas.toDataURL("image/png");
}
