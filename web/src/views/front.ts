/** The pages before somebody is in: one part of the client, loaded when it is needed. */
export { default as FirstRun } from "./FirstRun.vue";
export { default as Register } from "./Register.vue";
export { default as SignIn } from "./SignIn.vue";
