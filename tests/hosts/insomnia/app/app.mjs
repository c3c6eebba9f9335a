// One send in Insomnia: request hooks on a clone of the rendered request, late serialisation, the network, response hooks.

import { send } from './send.mjs'
import { serialise } from './serialise.mjs'

/**
 * `hooks` runs the hooks of all plugins in one of the two worlds. Gives what left, what came back and what was shown;
 * `error` is what the app shows if a request hook threw: not the message of the throw.
 */
export async function sendRequest({ request, environment = {}, tls, hooks, dryRun = false }) {
  const rendered = structuredClone({
    parameters: [],
    headers: [],
    authentication: {},
    body: {},
    method: 'GET',
    ...request,
    url: withPathParameters({ ...request, url: withScheme(request.url) }),
  })
  try {
    await hooks.request(rendered, environment)
  } catch (thrown) {
    return { error: 'Failed to transform request with plugins', thrown: thrown.message }
  }
  const wire = serialise(rendered)
  if (dryRun) return { rendered, wire }
  const follows = rendered.settingFollowRedirects !== 'off'
  const response = { parentId: rendered._id, ...(await send(wire, tls, { follows })) }
  const raw = response.body
  try {
    await hooks.response(response, structuredClone(rendered), environment)
  } catch (thrown) {
    return { rendered, wire, raw, error: `Response hook failed: ${thrown.message}` }
  }
  return { rendered, wire, raw, response }
}

/** Done along with rendering: what has no scheme gets one. */
const withScheme = (url) => (url.trim() === '' || url.includes('://') ? url : `http://${url.trim()}`)

/** Done along with rendering, before the hooks, which see the list as well as its values in the URL. */
function withPathParameters({ url, pathParameters = [] }) {
  return url.replace(/\/:[^/?#:]+/g, (place) => {
    const found = pathParameters.find(({ name }) => place === `/:${name}`)
    return found?.value ? `/${encodeURIComponent(found.value)}` : place
  })
}
