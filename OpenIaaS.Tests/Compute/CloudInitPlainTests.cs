using System.Text;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Tests.Compute;

public sealed class CloudInitPlainTests
{
    [Theory]
    [InlineData("#cloud-config\nhostname: web-01\n")]
    [InlineData("#cloud-config\nhostname: café ☕\n")]
    [InlineData("version: 2")]
    [InlineData("x")]
    public void Text_given_in_base64_is_what_was_meant(string text) => Assert.Equal(text, CloudInit.Plain(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))));

    [Theory]
    [InlineData("")]
    [InlineData("#cloud-config")]
    [InlineData("hostname: web-01")]
    // Base64 all the same, but with a break no filebase64 makes.
    [InlineData("I2Nsb3VkLWNvbmZpZwpo\nb3N0bmFtZTogd2ViLTAxCg==")]
    // Not base64: its length is none.
    [InlineData("I2Nsb3VkLWNvbmZpZ")]
    // Base64 of bytes that are no UTF-8.
    [InlineData("//79/A==")]
    [InlineData("one word and another")]
    public void Other_text_stays_as_it_stands(string text) => Assert.Equal(text, CloudInit.Plain(text));
}
