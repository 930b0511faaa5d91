export { nearest as nearestOf } from '../config/nearest.ts';
