/** How the tests are made that k6-operator runs. */
export interface OperatorOptions {
  /** The folder of the tests, seen from these files, as the commands of their README name it. */
  readonly scripts?: string
  /** The tests are for k6 with the extension in it, so its image is built too. */
  readonly extension?: boolean | undefined
  /** Whether `countersign.js` is beside the tests. */
  readonly hasModule?: boolean
  /** The packed command line beside these files, which the broker's image is built from. */
  readonly archive?: string
}
