export { operatorFiles } from '../operator/index.js'
export { type FilesOptions, moduleFiles, type ScriptFile, scriptFiles, type TestModule } from './files.js'
export { type ScriptOptions, script, scriptName } from './script.js'
