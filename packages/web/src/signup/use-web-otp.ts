import { useEffect, useRef } from "react";

/** Takes the code out of the SMS itself where the browser can (WebOTP; the last line of the SMS names this site). */
export function useWebOtp(onCode: (code: string) => void): void {
  const latest = useRef(onCode);
  latest.current = onCode;
  useEffect(() => {
    if (!("OTPCredential" in window)) return;
    const stop = new AbortController();
    const options = { otp: { transport: ["sms"] }, signal: stop.signal } as CredentialRequestOptions;
    navigator.credentials.get(options).then(
      (credential) => {
        const code = (credential as { code?: string } | null)?.code;
        if (code !== undefined) latest.current(code);
      },
      () => undefined,
    );
    return () => stop.abort();
  }, []);
}
