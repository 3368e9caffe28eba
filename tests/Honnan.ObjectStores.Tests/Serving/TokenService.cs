using System.Text;
using System.Web;

namespace Honnan.ObjectStores.Tests.Serving;

/// <summary>The service that gives credentials for the token of a pod's account (STS, AssumeRoleWithWebIdentity).</summary>
internal static class TokenService
{
    public const string Token = "a-token-of-a-pod";

    /// <summary>The tests' credentials, for the one token that there is.</summary>
    public static string Answer(byte[] body)
    {
        var asked = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body));
        return asked["Action"] == "AssumeRoleWithWebIdentity" && asked["WebIdentityToken"] == Token
            ? $"""
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
                <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/honnan/pod</Arn><AssumedRoleId>A:pod</AssumedRoleId></AssumedRoleUser>
                <Credentials><AccessKeyId>{Signature.KeyId}</AccessKeyId><SecretAccessKey>{Signature.Secret}</SecretAccessKey><SessionToken>session</SessionToken><Expiration>{DateTime.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials>
                </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
                """
            : throw new Refusal(400, "InvalidIdentityToken", "no such token");
    }
}
