// Hooks with full access, in this process.
import { appApi, networkApi, requestApi, responseApi, storeApi } from './contexts.mjs'

/** `told` hears what the plugins do: alerts (none: there is no window), dialogs, stored items, calls of the network. */
export function fullHooks(plugins, told, options = {}) {
  const common = () => ({
    app: appApi(told.alerts, told.dialogs),
    store: storeApi(told.stored),
    network: networkApi(told.network),
  })
  return {
    async request(rendered, environment) {
      for (const { module } of plugins) {
        for (const hook of module.requestHooks ?? []) {
          await hook({ ...common(), request: requestApi(rendered, environment) })
        }
      }
    },
    async response(response, rendered, environment) {
      for (const { module } of plugins) {
        for (const hook of module.responseHooks ?? []) {
          const request = requestApi(rendered, environment, true)
          await hook({ ...common(), request, response: responseApi(response, options) })
        }
      }
    },
    async action(label, request) {
      const actions = plugins.flatMap(({ module }) => module.requestActions ?? [])
      await actions.find((one) => one.label === label).action(common(), { request })
    },
  }
}
