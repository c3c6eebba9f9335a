import { suite } from './suite.js'

/** A Worker: the suite runs when it is asked to, with what it is given in the body. */
export default {
  async fetch(request: Request): Promise<Response> {
    return Response.json(await suite((await request.json()) as Parameters<typeof suite>[0]))
  },
}
