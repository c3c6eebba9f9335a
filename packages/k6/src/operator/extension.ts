/** The image of k6 with the extension in it. */
export const EXTENSION_IMAGE = 'countersign-k6:latest'
export const EXTENSION_DOCKERFILE = 'k6.Dockerfile'

/**
 * An image of k6 with the extension, built from a checkout:
 * `docker build --tag countersign-k6:latest --file k6.Dockerfile PATH-OF-COUNTERSIGN`.
 */
export const extensionDockerfileText = (): string => `FROM golang:1.26-alpine AS build
WORKDIR /countersign
COPY packages/xk6 packages/xk6
COPY tools/k6-extension tools/k6-extension
RUN cd tools/k6-extension && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /k6 .

FROM grafana/k6:2.2.0
COPY --from=build /k6 /usr/bin/k6
`
