/** Resolves when the program is asked to stop: Ctrl-C, or a service manager's SIGTERM. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
