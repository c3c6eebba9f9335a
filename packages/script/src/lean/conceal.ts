export * from '@countersign/core/secrets/conceal'

/** A script takes secrets out of each reason when it tells it, so the error is thrown on as it is. */
export function rethrow(thrown: unknown): never {
  throw thrown
}
