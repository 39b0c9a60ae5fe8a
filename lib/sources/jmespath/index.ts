export { jmespath } from './jmespath.js';
