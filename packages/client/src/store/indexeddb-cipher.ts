const IV_BYTES = 12;

/** A key that scripts can use and cannot read. It lies on the same disk as what it encrypts: this stops a casual reader only. */
export function generateStoreKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** AES-256-GCM with a random nonce in front; the row's key is authenticated, so that rows cannot be swapped. */
export async function sealValue(key: CryptoKey, row: string, value: Uint8Array): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(parameters(iv, row), key, value as BufferSource);
  const out = new Uint8Array(IV_BYTES + sealed.byteLength);
  out.set(iv);
  out.set(new Uint8Array(sealed), IV_BYTES);
  return out;
}

/** Throws OperationError when the value or its row's key has been changed. */
export async function openValue(key: CryptoKey, row: string, sealed: Uint8Array): Promise<Uint8Array> {
  const iv = sealed.slice(0, IV_BYTES);
  const value = sealed.slice(IV_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt(parameters(iv, row), key, value));
}

function parameters(iv: Uint8Array<ArrayBuffer>, row: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(row) };
}
