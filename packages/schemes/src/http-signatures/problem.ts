/** A component that cannot be had, or is not written as one; the message follows the component's name. */
export class ComponentProblem extends Error {}
