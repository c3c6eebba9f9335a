export { operatorFiles } from '../operator/index.js'
export { moduleFiles, type ScriptFile, scriptFiles } from './files.js'
export { type ScriptOptions, script, scriptName } from './script.js'
