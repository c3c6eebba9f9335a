// What every virtual user loads: the vendor's way on crypto-js.
import CryptoJS from 'crypto-js'

const secret = CryptoJS.enc.Utf8.parse(__ENV.INQUD_TOKEN_SECRET)

export const sign = (text) => CryptoJS.HmacSHA256(text, secret)
export const handleSummary = () => ({})
export default function () {}
