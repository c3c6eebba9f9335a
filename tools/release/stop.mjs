/** A release that must not go on: what is wrong and what to do, for the person who started it. */
export class Stop extends Error {}
