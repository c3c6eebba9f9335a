export const EXTENSION_DOCKERFILE = 'k6.Dockerfile'
const SOURCES = 'k6-extension.tar.gz'

/** An image of k6 with the extension, built from the sources beside it: `docker build --file k6.Dockerfile .` */
export const extensionDockerfileText = (): string => `FROM golang:1.26-alpine AS build
WORKDIR /countersign
COPY ${SOURCES} ${SOURCES}.sha256 ./
RUN sha256sum -c ${SOURCES}.sha256 && tar -xzf ${SOURCES}
RUN cd tools/k6-extension && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /k6 .

FROM grafana/k6:2.2.0
COPY --from=build /k6 /usr/bin/k6
`
