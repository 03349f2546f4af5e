package io.orderpipeline.common.cli;

/** URLs in messages. User information and query may have secrets, as in presigned URLs. */
public final class UrlText {

    private UrlText() {}

    /** Scheme, host, port and path of a URL; any other text, such as the path of a file, as it is. */
    public static String of(String url) {
        return url.replaceFirst("^\\s*([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#]*@)?([^?#]*).*", "$1$2");
    }
}
