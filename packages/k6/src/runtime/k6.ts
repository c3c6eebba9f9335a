// All that the clients take from k6, in one place: another build of them can serve these modules by other means.

import { sleep } from 'k6'
import exec from 'k6/execution'
import http from 'k6/http'
import { Counter, Trend } from 'k6/metrics'

export { Counter, exec, http, sleep, Trend }
