// A JSP application on Tomcat with its usual sessions, in the memory of each instance. A session ID ends with the name of its
// instance: `….s0`.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import { type App, startProcess } from './instance.js';

/** The files of Debian's tomcat10-common, which brings a JRE too. */
const home = '/usr/share/tomcat10';
/** Tomcat is a package of Debian and no part of the lab. */
export const hasTomcat = existsSync(`${home}/bin/catalina.sh`);

const page = `<%
if (request.getMethod().equals("POST")) session.setAttribute("user", request.getParameter("user"));
Object user = session.getAttribute("user");
if (user == null) response.setStatus(401);
out.print(user == null ? "Log in." : "Hello " + user);
%>
`;

const webXml = `<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
  <servlet>
    <servlet-name>jsp</servlet-name>
    <servlet-class>org.apache.jasper.servlet.JspServlet</servlet-class>
  </servlet>
  <servlet-mapping><servlet-name>jsp</servlet-name><url-pattern>*.jsp</url-pattern></servlet-mapping>
</web-app>
`;

const serverXml = (port: number, number: number) => `<Server port="-1">
  <Service name="Catalina">
    <Connector address="127.0.0.1" port="${port}" bindOnInit="false"/>
    <Engine name="Catalina" defaultHost="localhost" jvmRoute="s${number}">
      <Host name="localhost"><Context path="" docBase="\${catalina.base}/shop"/></Host>
    </Engine>
  </Service>
</Server>
`;

export function tomcat(): App {
  return {
    args: [
      ...['--login', 'POST /shop.jsp user=Alice&password=demo'],
      ...['--check', 'GET /shop.jsp', '--expect', 'Alice'],
    ],
    start: (number) =>
      startOnFreePort(async (port) => {
        const folder = await mkdtemp(join(tmpdir(), 'probe-tomcat-'));
        for (const each of ['conf', 'webapps', 'shop/WEB-INF'])
          await mkdir(join(folder, each), { recursive: true });
        await writeFile(join(folder, 'conf/server.xml'), serverXml(port, number));
        await writeFile(join(folder, 'shop/WEB-INF/web.xml'), webXml);
        await writeFile(join(folder, 'shop/shop.jsp'), page);
        const env = {
          CATALINA_HOME: home,
          CATALINA_BASE: folder,
          CATALINA_TMPDIR: folder,
          JAVA_OPTS: '-Xmx64m -XX:TieredStopAtLevel=1',
        };
        const instance = await startProcess(`${home}/bin/catalina.sh`, ['run'], folder, port, env);
        // The first request compiles the page, which can take longer than a probe waits.
        await fetch(`http://127.0.0.1:${port}/shop.jsp`);
        return instance;
      }),
  };
}
