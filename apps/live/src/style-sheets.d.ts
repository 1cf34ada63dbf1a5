/** A style sheet is imported for what the bundler does with it. */
declare module "*.css";
