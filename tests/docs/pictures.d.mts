/** The picture as it should be, as SVG. */
export function verifyPicture(): Promise<string>
