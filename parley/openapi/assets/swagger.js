// Shows the document in Swagger UI, which asks no outside validator about it.
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#page", deepLinking: true, validatorUrl: null });
