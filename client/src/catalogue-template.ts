/**
 * What a new farebox.catalogue.yaml says. Everything is commented out, so the file changes nothing until it is edited.
 * `##` explains, `#` is an example that holds as it stands: a test takes the `# ` away and reads it.
 */
export const CATALOGUE_TEMPLATE = `## Farebox: models, hosts and prices of your own, over the shipped catalogue.
## Prices are per 1,000,000 tokens, in the offer's currency. What is left out is unknown, never free.
## Everything below is an example: remove the "# " in front of the lines you need.
version: 1

## A discount your company negotiated, on top of a shipped offer:
# offers:
#   - extends: gpt-5-mini@openai/global
#     multiplier: 0.85
#
## A model you serve yourself:
#   - model: my-model
#     host: my-host
#     region: my-region
#     currency: EUR
#     prices:
#       input: 0.20
#       output: 0.60
#
# models:
#   - id: my-model
#     extends: llama-3.3-70b
#
# hosts:
#   - id: my-host
#     name: Our GPU servers
#     country: DE
#
# regions:
#   - id: my-region
#     name: Frankfurt
#     country: DE

## Names in your code for models:
# aliases:
#   fast: gpt-5-mini

## What comparisons show first, and what they leave out:
# favourites:
#   - gpt-5-mini@openai/global
# hide:
#   - "*@azure/*"
`;
