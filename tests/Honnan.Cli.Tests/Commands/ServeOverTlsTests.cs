using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Kestrel's own configuration, in the variables that docs/service.md names.</summary>
[Trait("Category", "slow")]
public sealed class ServeOverTlsTests : IDisposable
{
    private const string Endpoint = "HONNAN_Kestrel__Endpoints__Https__";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Serve_WithACertificate_AnswersOverHttps()
    {
        using X509Certificate2 certificate = Certificate();
        int port = ServedProcess.FreePort();
        using ServedProcess service = await ServedProcess.StartAsync(Variables($"https://0.0.0.0:{port}", Pem("site.pem", certificate.ExportCertificatePem()), Key(certificate)));
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck };
        using var client = new HttpClient(handler);

        using HttpResponseMessage answer = await AskAsync(client, $"https://localhost:{port}/");
        Finished finished = service.End();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Contains($"everybody who reaches https://0.0.0.0:{port}/ can use this service", finished.Error, StringComparison.Ordinal);
        Assert.Equal(0, finished.Code);
    }

    [Fact]
    public void Serve_WithAConfigurationThatIsWrong_TellsIt()
    {
        using X509Certificate2 certificate = Certificate();
        using X509Certificate2 other = Certificate();
        string pem = Pem("site.pem", certificate.ExportCertificatePem());

        Refused("nowhere.pem", Variables("https://127.0.0.1:0", _folder.At("nowhere.pem"), Key(certificate)));
        Refused("", Variables("https://127.0.0.1:0", Pem("none.pem", "no certificate"), Key(certificate)));
        Refused("key", Variables("https://127.0.0.1:0", pem, Key(other)));
        Refused("here", Variables("here", pem, Key(certificate)));
        Refused("Url", $"{Endpoint}Certificate__Path={pem}");
    }

    public void Dispose() => _folder.Dispose();

    // The service's endpoints begin one after the other: that of the health check may answer before the other listens.
    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string address)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                return await client.GetAsync(address, TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError && i < 100)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    private static void Refused(string told, params string[] variables)
    {
        using HonnanProcess process = HonnanProcess.StartOther("/usr/bin/env", [.. variables, HonnanProcess.Program, "serve", "--port", "0"]);
        string error = process.Wait().Refused();
        Assert.Contains("HONNAN_Kestrel__", error, StringComparison.Ordinal);
        Assert.Contains(told, error, StringComparison.OrdinalIgnoreCase);
    }

    private static string[] Variables(string url, string certificate, string key) =>
        [$"{Endpoint}Url={url}", $"{Endpoint}Certificate__Path={certificate}", $"{Endpoint}Certificate__KeyPath={key}"];

    private string Key(X509Certificate2 certificate) => Pem($"{certificate.Thumbprint}.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());

    private string Pem(string name, string text) => _folder.Write(name, text);

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
