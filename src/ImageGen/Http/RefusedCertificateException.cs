using System.Security.Authentication;

namespace ImageGen.Http;

/// <summary>A server's certificate is not accepted. The framework wraps it into its own exceptions.</summary>
internal sealed class RefusedCertificateException(string message) : AuthenticationException(message);
