/** The SASL mechanisms that @xmpp/client lacks, in the shape of its factory. */
interface Given {
  readonly username: string;
  readonly password: string;
  readonly authzid?: string;
}

/** RFC 7628: a bearer token. The first 0x01 ends the GS2 header, which names whom the token is for. */
export class OauthBearer {
  readonly name = "OAUTHBEARER";
  readonly clientFirst = true;
  response({ password, authzid = "" }: Given): string {
    return `n,a=${authzid.replaceAll("=", "=3D").replaceAll(",", "=2C")},\u0001auth=Bearer ${password}\u0001\u0001`;
  }
  /** A challenge here is an error in JSON; the client answers with 0x01 and is then refused (section 3.2.3). */
  challenge(): void {
    this.response = () => "\u0001";
  }
}

/** RFC 4422 appendix A: whoever the certificate of the TLS connection says. */
export class External {
  readonly name = "EXTERNAL";
  readonly clientFirst = true;
  response({ authzid = "" }: Given): string {
    return authzid;
  }
  challenge(): void {}
}
