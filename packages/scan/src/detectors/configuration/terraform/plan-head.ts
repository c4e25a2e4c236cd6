/** How a plan in JSON begins (`terraform show -json`). */
export const PLAN_HEAD =
  /^\s{0,20}\{\s{0,20}"format_version"\s{0,20}:\s{0,20}"[\d.]{1,20}"\s{0,20},\s{0,20}"(?:terraform|tofu|opentofu)_version"/;
