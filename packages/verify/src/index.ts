/// <reference types="node" preserve="true" />

export { type Captured, CaptureError, type Clock } from './capture/captured.js'
export { type CaptureOptions, MOST_BYTES, readCaptures } from './capture/read.js'
export { responsesIn, type SealedResponse } from './capture/responses.js'
export type { Commands } from './commands.js'
export { patternInWords, patternSample } from './pattern-words.js'
export { readerOf, readers, vendorChecks } from './readers.js'
export type {
  AnyReader,
  Check,
  HmacReading,
  ReadCall,
  Reader,
  Reading,
  SingleUse,
  TimeReading,
} from './reading.js'
export { countsOf, linesOf, type Paint, summary } from './report.js'
export type { SignedInput } from './search/search.js'
export { followsStandard, tokenTypeOf } from './standards/index.js'
export type { Verdict } from './verdict.js'
export { beforeSigned, type VerifyOptions, verifyFile } from './verify-file.js'
