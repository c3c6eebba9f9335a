// What k6 has beside the language, and @types/k6 does not say.

declare const console: { warn(message: string): void }
declare const setTimeout: (run: () => void, milliseconds: number) => number
declare const crypto: import('@countersign/hosts/webcrypto').WebCrypto
declare const TextDecoder:
  | (new (
      label: string,
      options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
    ) => { decode(bytes: Uint8Array<ArrayBuffer>): string })
  | undefined
