// Shows the document in Scalar, with nothing in it that leads to its maker's services.
Scalar.createApiReference("#page", {
  url: "/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  agent: { disabled: true },
  mcp: { disabled: true },
});
