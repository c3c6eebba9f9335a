/** `base` to a secret exponent, modulo `modulus`: four bits at a time, the same work for each digit. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n]
  for (let n = 1; n < 16; n++) powers.push(((powers[n - 1] ?? 1n) * base) % modulus)
  let result = 1n
  for (const digit of exponent.toString(16)) {
    for (let n = 0; n < 4; n++) result = (result * result) % modulus
    result = (result * (powers[Number.parseInt(digit, 16)] ?? 1n)) % modulus
  }
  return result
}

/** `base` to a small public exponent, modulo `modulus`. */
export function publicPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === '1') result = (result * base) % modulus
  }
  return result
}

/** The inverse of `value` modulo `modulus`, by Euclid; undefined if there is none. */
export function inverse(value: bigint, modulus: bigint): bigint | undefined {
  let [low, high] = [value % modulus, modulus]
  let [x, y] = [1n, 0n]
  while (low !== 0n) {
    const quotient = high / low
    ;[low, high] = [high - quotient * low, low]
    ;[x, y] = [y - quotient * x, x]
  }
  return high === 1n ? ((y % modulus) + modulus) % modulus : undefined
}
