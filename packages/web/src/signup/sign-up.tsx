import type { RegistrationStarted, Self } from "@culver/client";
import { useState } from "react";
import { useApp } from "../app/app-context.ts";
import { useValue } from "../state/store.ts";
import { CodeStep } from "./code-step.tsx";
import { MakingStep } from "./making-step.tsx";
import { NameStep } from "./name-step.tsx";
import { NumberStep } from "./number-step.tsx";
import { PinStep } from "./pin-step.tsx";
import { type Refusal, refusalOf } from "./refusal.ts";
import { SignUpFrame } from "./sign-up-frame.tsx";

type Step =
  | { readonly name: "number" }
  | { readonly name: "code"; readonly started: RegistrationStarted; readonly refusal?: Refusal }
  | {
      readonly name: "pin";
      readonly started: RegistrationStarted;
      readonly code: string;
      readonly refusal?: Refusal;
    }
  | { readonly name: "making" }
  | { readonly name: "name"; readonly self: Self };

const position = { number: 1, code: 2, pin: 2, making: 3, name: 3 };

/** What other devices will call this one. */
function deviceName(): string {
  const browser = /Firefox|Edg|OPR|Chrome|Safari/u.exec(navigator.userAgent)?.[0] ?? "Browser";
  const system =
    /Windows|Android|iPhone|iPad|Mac OS|CrOS|Linux/u.exec(navigator.userAgent)?.[0] ?? "this device";
  return `${browser === "Edg" ? "Edge" : browser === "OPR" ? "Opera" : browser} on ${system === "Mac OS" ? "Mac" : system}`;
}

/** Number, code, perhaps a PIN, keys, name: from nothing to a device others can write to. */
export function SignUp() {
  const app = useApp();
  const known = useValue(app.self);
  const [step, setStep] = useState<Step>(
    known === undefined ? { name: "number" } : { name: "name", self: known },
  );
  const [typed, setTyped] = useState("");

  const verify = async (started: RegistrationStarted, code: string, pin?: string): Promise<void> => {
    setStep({ name: "making" });
    try {
      const self = await app.client.verifyCode(started.registration, code, {
        deviceName: deviceName(),
        ...(pin !== undefined && { pin }),
      });
      if (self.name === "") setStep({ name: "name", self });
      else await app.enter(self);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code === "pin_required") setStep({ name: "pin", started, code });
      else if (pin !== undefined && refusal.code !== "code_expired")
        setStep({ name: "pin", started, code, refusal });
      else setStep({ name: "code", started, refusal });
    }
  };
  const finish = async (self: Self, name: string): Promise<void> => {
    await app.client.setProfileName(name);
    await app.enter({ ...self, name });
  };

  return (
    <SignUpFrame step={position[step.name]}>
      {step.name === "number" && (
        <NumberStep
          typed={typed}
          onTyped={setTyped}
          onStarted={(started) => setStep({ name: "code", started })}
        />
      )}
      {step.name === "code" && (
        <CodeStep
          key={step.started.registration}
          started={step.started}
          refusal={step.refusal}
          onCode={(code) => void verify(step.started, code)}
          onResent={(started) => setStep({ name: "code", started })}
          onBack={() => setStep({ name: "number" })}
        />
      )}
      {step.name === "pin" && (
        <PinStep
          refusal={step.refusal}
          onPin={(pin) => void verify(step.started, step.code, pin)}
          onBack={() => setStep({ name: "number" })}
        />
      )}
      {step.name === "making" && <MakingStep />}
      {step.name === "name" && <NameStep onName={(name) => finish(step.self, name)} />}
    </SignUpFrame>
  );
}
