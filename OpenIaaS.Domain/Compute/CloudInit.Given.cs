using System.Text;

namespace OpenIaaS.Domain.Compute;

/// <content>How the texts are given over the API.</content>
public sealed partial record CloudInit
{
    /// <summary>
    /// A text as it was meant: whoever uses the Terraform provider gives it base64-encoded (<c>filebase64</c>), which the provider passes on as it is. Text without colon, number
    /// sign and line break is no cloud config, since one begins with a comment and maps keys to values; when it is base64 of UTF-8 it is decoded, and stays as it stands otherwise.
    /// </summary>
    public static string Plain(string text)
    {
        if (text.Length == 0 || text.AsSpan().IndexOfAny(":#\r\n") >= 0) return text;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var count)) return text;
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }
}
