// As the vendors' own examples sign in Postman, on the crypto-js of its sandbox.
const imburse = `
var CryptoJS = require('crypto-js')
var body = pm.request.body ? pm.request.body.raw : ''
var bodyHash = body ? CryptoJS.enc.Base64.stringify(CryptoJS.SHA256(body)) : ''
var timestamp = Math.floor(Date.now() / 1000), nonce = String(Date.now() * Math.random())
var text = pm.variables.get('IMBURSE_PUBLIC_KEY') + ':' + nonce + ':' + timestamp + ':' + bodyHash
var key = CryptoJS.enc.Base64.parse(pm.variables.get('IMBURSE_PRIVATE_KEY'))
var signature = CryptoJS.enc.Base64.stringify(CryptoJS.HmacSHA256(text, key))
pm.request.headers.upsert({ key: 'Authorization', value: 'Hmac ' + text + ':' + signature })`

const inqud = `
var CryptoJS = require('crypto-js')
var salt = CryptoJS.SHA256(String(Date.now() * Math.random())).toString()
var text = (pm.request.body ? pm.request.body.raw : '') + salt
var signature = CryptoJS.enc.Hex.stringify(CryptoJS.HmacSHA256(text, pm.variables.get('INQUD_TOKEN_SECRET')))
pm.request.headers.upsert({ key: 'X-Token-API-Id', value: pm.variables.get('INQUD_TOKEN_ID') })
pm.request.headers.upsert({ key: 'X-Salt', value: salt })
pm.request.headers.upsert({ key: 'X-HMAC-SHA256-Signature', value: signature })`

export const vendorScripts = { imburse, inqud }
